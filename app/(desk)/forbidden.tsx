export { NotYourRole as default } from '@/components/shell/not-your-role';
